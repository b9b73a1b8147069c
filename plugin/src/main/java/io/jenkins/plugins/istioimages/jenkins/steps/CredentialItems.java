package io.jenkins.plugins.istioimages.jenkins.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import jenkins.model.Jenkins;

/** Lists of credentials for forms. Ids are told only to those who may use them. */
final class CredentialItems {
    private CredentialItems() {}

    /** User names with passwords; who may not see them sees the current value only. */
    static ListBoxModel usernamePasswords(Item item, String current) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (maySee(item)) {
            items.includeEmptyValue().include(item, StandardUsernamePasswordCredentials.class);
        }
        return items.includeCurrentValue(current == null ? "" : current);
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
