package io.jenkins.plugins.istioimages.jenkins;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.FilePath;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which package of the plugin may know which, and what none may do. That the engine knows nothing of Jenkins is certain:
 * its module does not have it.
 */
class PackagesTest {
    private static final String ROOT = "io.jenkins.plugins.istioimages.jenkins";
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    @Test
    void values_for_scripts_know_no_other_package_of_the_plugin() {
        mayKnow("data");
    }

    @Test
    void work_on_agents_knows_values_only() {
        mayKnow("agents", "data");
    }

    @Test
    void scripts_know_nothing_of_steps() {
        mayKnow("scripts", "data");
    }

    @Test
    void nobody_knows_steps() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".steps..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".steps..")
                .check(classes);
    }

    @Test
    void what_crosses_to_agents_stands_with_the_work_on_agents() {
        classes()
                .that()
                .areAssignableTo(FilePath.FileCallable.class)
                .should()
                .resideInAPackage(ROOT + ".agents")
                .check(classes);
    }

    @Test
    void work_on_agents_asks_nothing_of_the_controller() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".agents")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Jenkins.class, hudson.model.Run.class, hudson.model.Job.class)
                .because("there is none on an agent")
                .check(classes);
    }

    @Test
    void there_is_no_state_beside_objects() {
        fields().that().areStatic().should().beFinal().check(classes);
    }

    @Test
    void jenkins_is_there_whenever_we_are() {
        noClasses()
                .should()
                .callMethod(Jenkins.class, "getInstanceOrNull")
                .because("Jenkins.get() says what is wrong where it is not")
                .check(classes);
    }

    private static void mayKnow(String of, String... others) {
        String[] allowed = new String[others.length + 2];
        allowed[0] = ROOT;
        allowed[1] = ROOT + "." + of + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 2] = ROOT + "." + others[i] + "..";
        }
        classes()
                .that()
                .resideInAPackage(ROOT + "." + of + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(allowed)))
                .check(classes);
    }
}
