package io.jenkins.plugins.istioimages.jenkins;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.cloudbees.plugins.credentials.Credentials;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import hudson.FilePath;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.Secret;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.TargetGroup;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** What advisories of other plugins were about, as rules for every class of this one. */
class WebMethodsTest {
    private static final String VALIDATION = "do(Check|Fill|Test|Validate|AutoComplete)[A-Z].*";
    private static final String OTHER = "do(?!Check|Fill|Test|Validate|AutoComplete)[A-Z].*";
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|secret|token|privateKey).*");
    /** Each of them asks first; their own tests say so. */
    private static final Set<String> ASKING = Set.of(
            "Checks.form",
            "Checks.optional",
            "Checks.required",
            "CredentialItems.usernamePasswords",
            "CredentialItems.git",
            "CredentialItems.authorities",
            "CredentialItems.secrets",
            "CredentialItems.tokens",
            "CredentialItems.buckets",
            "CredentialItems.mayConfigure",
            "IstioImagesConfiguration.items");

    private static final List<Class<?>> LOGINS = List.of(
            Credentials.class, Secret.class, RegistryLogin.class, GitLogin.class, Machine.class, TargetGroup.class);

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.jenkins.plugins.istioimages.jenkins");
    }

    @Test
    void validation_takes_post_only() {
        methods()
                .that()
                .haveNameMatching(VALIDATION)
                .should()
                .beAnnotatedWith(POST.class)
                .andShould()
                .bePublic()
                .because("a GET can be made by any page that an administrator opens (docker CVE-2019-10340)")
                .check(classes);
    }

    @Test
    void validation_asks_who_is_there() {
        methods()
                .that()
                .haveNameMatching(VALIDATION)
                .should(askForPermission())
                .because(
                        "whoever may read anything could ask for ids and answers (docker-commons: credentials enumerable)")
                .check(classes);
    }

    @Test
    void nothing_is_tried_out_with_credentials() {
        noMethods()
                .should()
                .haveNameMatching("do(Test|Validate)[A-Z].*")
                .because("a test of a connection can be made to send credentials elsewhere (docker CVE-2019-10340)")
                .check(classes);
    }

    @Test
    void every_other_web_method_says_how_it_is_called() {
        methods()
                .that()
                .haveNameMatching(OTHER)
                .and()
                .arePublic()
                .should()
                .beAnnotatedWith(GET.class)
                .orShould()
                .beAnnotatedWith(POST.class)
                .check(classes);
    }

    @Test
    void nothing_that_is_saved_holds_a_secret() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .areAssignableTo(Describable.class)
                .or()
                .areDeclaredInClassesThat()
                .areAssignableTo(Descriptor.class)
                .or()
                .areDeclaredInClassesThat()
                .areAssignableTo(hudson.model.Action.class)
                .should()
                .haveRawType(Secret.class)
                .orShould(com.tngtech.archunit.lang.conditions.ArchConditions.be(named()))
                .because("of credentials only ids are kept (kubernetes: passwords in files and logs)")
                .check(classes);
    }

    @Test
    void nothing_that_is_saved_with_a_run_holds_a_login() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("..jenkins.steps", "..jenkins.scripts", "..jenkins.data", "..jenkins.images..")
                .and()
                .areDeclaredInClassesThat()
                .areAssignableTo(Serializable.class)
                .should(new ArchCondition<>("hold a login or credentials") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        boolean held = LOGINS.stream().anyMatch(field.getRawType()::isAssignableTo);
                        events.add(new SimpleConditionEvent(field, held, field.getFullName()));
                    }
                })
                .because("build.xml and program.dat are files (kubernetes: passwords in files and logs)")
                .check(classes);
    }

    @Test
    void what_crosses_runs_on_agents_only() {
        classes()
                .that()
                .areAssignableTo(FilePath.FileCallable.class)
                .should()
                .beAssignableTo(MasterToSlaveFileCallable.class)
                .because("an agent must not make the controller work for it")
                .check(classes);
    }

    @Test
    void credentials_are_kept_by_their_id() {
        fields().that()
                .haveNameMatching(".*[cC]redentialsId")
                .should()
                .haveRawType(String.class)
                .check(classes);
    }

    @Test
    void no_whitelist_of_the_sandbox_is_widened() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "org\\.jenkinsci\\.plugins\\.scriptsecurity\\.sandbox\\.(Whitelist|whitelists\\.(?!Whitelisted$).*)")
                .because(
                        "what a script may call is marked on each method (kubernetes-pipeline-steps: a whitelist of its own)")
                .check(classes);
    }

    @Test
    void processes_are_started_by_jenkins_and_the_engine_only() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .because("names of images must never reach a shell (docker-commons CVE-2022-20617)")
                .check(classes);
    }

    /** Directly, or in the classes that do nothing but asking. */
    private static ArchCondition<JavaMethod> askForPermission() {
        return new ArchCondition<>("ask for a permission") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean asks = method.getMethodCallsFromSelf().stream()
                        .map(JavaMethodCall::getTarget)
                        .anyMatch(target -> target.getName().equals("hasPermission")
                                || ASKING.contains(target.getOwner().getSimpleName() + "." + target.getName()));
                events.add(new SimpleConditionEvent(method, asks, method.getFullName()));
            }
        };
    }

    private static DescribedPredicate<JavaField> named() {
        return DescribedPredicate.describe(
                "named like a secret",
                field -> SECRET.matcher(field.getName()).matches()
                        && !field.getName().endsWith("CredentialsId"));
    }
}
