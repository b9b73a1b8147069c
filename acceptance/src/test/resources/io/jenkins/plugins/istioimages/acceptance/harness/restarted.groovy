node('arm64') {
    checkout scm
    def images = istioBuild manifest: 'manifest.yaml', staging: 'STAGING', credentialsId: 'registry'
    echo "published: ${publishOci(images: images, hubs: ['GATE/JOB/first'], credentialsId: 'registry', stagingCredentialsId: 'registry').size()}"
    def asked = [images: images, hubs: ['RELEASE_GATE/JOB/published', 'HUB/other'], aliases: ['latest'], chartHubs: ['HUB/charts'],
                 credentialsId: 'registry', stagingCredentialsId: 'registry', gitTags: true, gitPush: PUSHES,
                 tagger: 'Release Bot <bot@example.invalid>', gitCredentialsId: 'publish-git', gitHosts: ['GIT_SERVER'],
                 github: 'resf', githubApi: 'API_ADDRESS', githubCredentialsId: 'publish-token', buckets: ['S3_FILES'],
                 bucketAliases: ['stable'], helmBucket: 'S3_CHARTS', helmUrl: 'https://charts.example',
                 bucketCredentialsId: 'publish-s3', grafana: true, grafanaUrl: 'GRAFANA_ADDRESS',
                 grafanaCredentialsId: 'publish-grafana', sign: 'publish-key', sbom: true]
    echo "done: ${publishRelease(asked).well}"
    echo "again: ${publishRelease(asked).targets.collect { it.status }.unique()}"
}
