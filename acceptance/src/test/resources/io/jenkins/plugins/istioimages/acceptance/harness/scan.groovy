import jenkins.model.Jenkins

// Scans a multibranch project, waits for the end of the scan, and prints its result.
def project = Jenkins.get().getItemByFullName('PROJECT')
project.scheduleBuild2(0).future.get()
print project.computation.result
