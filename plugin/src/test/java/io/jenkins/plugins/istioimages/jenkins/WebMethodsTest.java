package io.jenkins.plugins.istioimages.jenkins;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.Secret;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** What advisories of other plugins were about, as rules for every class of this one. */
class WebMethodsTest {
    private static final String VALIDATION = "do(Check|Fill|Test|Validate|AutoComplete)[A-Z].*";
    private static final String OTHER = "do(?!Check|Fill|Test|Validate|AutoComplete)[A-Z].*";
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|secret|token|privateKey).*");
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

    private static DescribedPredicate<JavaField> named() {
        return DescribedPredicate.describe(
                "named like a secret", field -> SECRET.matcher(field.getName()).matches());
    }
}
