import jenkins.model.Jenkins

// Prints whether a run's file on disk has its steps that are at work. Jenkins writes them a moment after they begin, and a
// controller that dies in that moment leaves a run that waits for ever, whatever its steps are.
def run = Jenkins.get().getItemByFullName('JOB').getBuildByNumber(NUMBER)
def saved = (new File(run.rootDir, 'build.xml').text =~ /<head>\d+:(\d+)<\/head>/).collect { it[1] } as Set
print saved == (run.execution.currentHeads*.id as Set)
