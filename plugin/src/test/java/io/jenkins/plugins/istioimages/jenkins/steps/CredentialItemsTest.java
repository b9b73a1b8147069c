package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.Permission;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import java.util.function.BiFunction;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;
import org.mockito.MockedStatic;
import org.springframework.security.core.Authentication;

/** Ids of credentials are told to nobody who may not use them (docker-commons: enumerable with Overall/Read). */
class CredentialItemsTest {
    private final Item item = mock(Item.class);

    @Test
    void who_may_use_credentials_of_an_item_sees_those_that_fit() {
        when(item.hasPermission(any())).thenReturn(true);
        StandardListBoxModel users = list(CredentialItems::usernamePasswords, item, "mine");
        verify(users).includeAs(null, item, StandardUsernamePasswordCredentials.class);
        verify(users).includeCurrentValue("mine");
        StandardListBoxModel git = list(CredentialItems::git, item, null);
        verify(git).includeAs(null, item, StandardUsernamePasswordCredentials.class);
        verify(git).includeAs(null, item, SSHUserPrivateKey.class);
        verify(git).includeAs(null, item, StringCredentials.class);
        verify(git).includeCurrentValue("");
        StandardListBoxModel authorities = list(CredentialItems::authorities, item, "");
        verify(authorities).includeAs(null, item, FileCredentials.class);
        verify(authorities).includeAs(null, item, StringCredentials.class);
    }

    @Test
    void they_are_looked_up_as_the_job_will() {
        Item job = mock(Item.class, withSettings().extraInterfaces(Queue.Task.class));
        Authentication bot = mock(Authentication.class);
        when(job.hasPermission(any())).thenReturn(true);
        try (MockedStatic<Tasks> tasks = mockStatic(Tasks.class)) {
            tasks.when(() -> Tasks.getAuthenticationOf2((Queue.Task) job)).thenReturn(bot);
            verify(list(CredentialItems::usernamePasswords, job, ""))
                    .includeAs(bot, job, StandardUsernamePasswordCredentials.class);
        }
    }

    @Test
    void the_systems_and_none_can_always_be_chosen() {
        StandardListBoxModel users = list(CredentialItems::usernamePasswords, item, "");
        verify(users).add(Messages.CredentialItems_configured(), "");
        verify(users).add(Messages.CredentialItems_none(), "none");
    }

    @Test
    void who_may_not_sees_the_current_value_only() {
        StandardListBoxModel users = list(CredentialItems::usernamePasswords, item, "mine");
        verify(users, never()).includeAs(any(), any(), any());
        verify(users).includeCurrentValue("mine");
    }

    @Test
    void without_an_item_administrators_see_them() {
        try (MockedStatic<Jenkins> statics = mockStatic(Jenkins.class)) {
            Jenkins jenkins = mock(Jenkins.class);
            statics.when(Jenkins::get).thenReturn(jenkins);
            verify(list(CredentialItems::git, null, "mine"), never()).includeAs(any(), any(), any());
            when(jenkins.hasPermission(Jenkins.ADMINISTER)).thenReturn(true);
            verify(list(CredentialItems::git, null, "mine")).includeAs(null, null, SSHUserPrivateKey.class);
        }
    }

    @Test
    void fill_methods_of_all_steps_ask_who_is_there() {
        // The constants of Jenkins are null without it, so that any permission is every permission.
        assertThat(CredentialsProvider.USE_ITEM).isEqualTo((Permission) null);
        PublishOciStep.DescriptorImpl publish = new PublishOciStep.DescriptorImpl();
        IstioBuildStep.DescriptorImpl build = new IstioBuildStep.DescriptorImpl();
        PublishReleaseStep.DescriptorImpl release = new PublishReleaseStep.DescriptorImpl();
        PrepareIstioStageStep.DescriptorImpl prepare = new PrepareIstioStageStep.DescriptorImpl();
        try (MockedConstruction<StandardListBoxModel> lists = mockConstruction(StandardListBoxModel.class)) {
            publish.doFillCredentialsIdItems(item, "x");
            new HubCredentials.DescriptorImpl().doFillCredentialsIdItems(item, "x");
            publish.doFillStagingCredentialsIdItems(item, "x");
            publish.doFillCaCredentialsIdItems(item, "x");
            build.doFillCredentialsIdItems(item, "x");
            build.doFillGitCredentialsIdItems(item, "x");
            build.doFillCaCredentialsIdItems(item, "x");
            prepare.doFillCredentialsIdItems(item, "x");
            prepare.doFillGitCredentialsIdItems(item, "x");
            prepare.doFillCaCredentialsIdItems(item, "x");
            release.doFillSignItems(item, "x");
            release.doFillGitCredentialsIdItems(item, "x");
            release.doFillGithubCredentialsIdItems(item, "x");
            release.doFillGrafanaCredentialsIdItems(item, "x");
            release.doFillBucketCredentialsIdItems(item, "x");
            assertThat(lists.constructed()).hasSize(15).allSatisfy(list -> {
                verify(list, never()).includeAs(any(), any(), any());
                verify(list).includeCurrentValue("x");
            });
        }
        assertThat(build.doFillImageBuilderItems(item)).isEmpty();
    }

    private static StandardListBoxModel list(BiFunction<Item, String, Object> make, Item item, String current) {
        try (MockedConstruction<StandardListBoxModel> made =
                mockConstruction(StandardListBoxModel.class, (list, how) -> when(list.includeCurrentValue(anyString()))
                        .thenReturn(list))) {
            assertThat(make.apply(item, current)).isSameAs(made.constructed().get(0));
            return made.constructed().get(0);
        }
    }
}
