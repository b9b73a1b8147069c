# Every target is one line that calls a script or Maven.
.PHONY: demo test package bench acceptance
demo: ; @scripts/demo
test: ; @scripts/test
package: ; @mvn -B -ntp -DskipTests package
bench: ; @scripts/bench
acceptance: ; @scripts/acceptance
