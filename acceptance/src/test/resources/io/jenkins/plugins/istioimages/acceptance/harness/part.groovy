node('amd64') {
    checkout scm
    istioBuild manifest: 'manifest.yaml', staging: 'STAGING', credentialsId: 'registry', images: ['pilot'],
               outputs: ['docker', 'helm', 'sources', 'sbom']
    def report = validateRelease failOnError: false, hubs: ['STAGING'], credentialsId: 'registry'
    junit report.junit
    echo "passed: ${report.passed}, failed: ${report.failed.join(' ')}"
    validateRelease outputs: ['helm', 'sources']
    validateRelease outputs: ['docker']
}
