package io.jenkins.plugins.istioimages.jenkins.steps;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/** Lists of credentials for forms. Ids are told only to those who may use them. */
final class CredentialItems {
    private CredentialItems() {}

    /** User names with passwords; who may not see them sees the current value only. */
    static ListBoxModel usernamePasswords(Item item, String current) {
        return items(item, current, List.of(StandardUsernamePasswordCredentials.class));
    }

    /** Users of git servers: names with passwords, keys, tokens. */
    static ListBoxModel git(Item item, String current) {
        return items(
                item,
                current,
                List.of(StandardUsernamePasswordCredentials.class, SSHUserPrivateKey.class, StringCredentials.class));
    }

    /** What may hold certificates. */
    static ListBoxModel authorities(Item item, String current) {
        return items(item, current, List.of(FileCredentials.class, StringCredentials.class));
    }

    /** Secret files and texts, for what has no default. */
    static ListBoxModel secrets(Item item, String current) {
        return withoutDefault(item, current, List.of(FileCredentials.class, StringCredentials.class));
    }

    /** Tokens of web servers. */
    static ListBoxModel tokens(Item item, String current) {
        return withoutDefault(
                item, current, List.of(StringCredentials.class, StandardUsernamePasswordCredentials.class));
    }

    /** Access keys of S3, key files of Google. */
    static ListBoxModel buckets(Item item, String current) {
        return withoutDefault(
                item,
                current,
                List.of(StandardUsernamePasswordCredentials.class, FileCredentials.class, StringCredentials.class));
    }

    private static ListBoxModel withoutDefault(
            Item item, String current, List<Class<? extends StandardCredentials>> types) {
        StandardListBoxModel items = new StandardListBoxModel();
        items.add(Messages.CredentialItems_none(), "");
        if (maySee(item)) {
            types.forEach(type -> items.includeAs(user(item), item, type));
        }
        return items.includeCurrentValue(current == null ? "" : current);
    }

    private static ListBoxModel items(Item item, String current, List<Class<? extends StandardCredentials>> types) {
        StandardListBoxModel items = new StandardListBoxModel();
        items.add(Messages.CredentialItems_configured(), "");
        items.add(Messages.CredentialItems_none(), Defaults.NONE);
        if (maySee(item)) {
            types.forEach(type -> items.includeAs(user(item), item, type));
        }
        return items.includeCurrentValue(current == null ? "" : current);
    }

    /** Who looks the credentials up when the job runs: as a user, an administrator would see his own only. */
    private static Authentication user(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    private static boolean maySee(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
