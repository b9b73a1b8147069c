node('arm64') {
    checkout scm
    def images = istioBuild manifest: 'manifest.yaml', staging: 'STAGING', credentialsId: 'registry'
    def asked = [images: images, hubs: ['HUB', 'OTHER/published'], aliases: ['latest'], chartHubs: ['OTHER/charts'],
                 credentialsId: 'registry', hubCredentials: [[registry: 'OTHER', credentialsId: 'publish-other']],
                 stagingCredentialsId: 'registry', caCredentialsId: 'publish-authority',
                 sign: 'publish-key', sbom: true, gitTags: true, gitPush: PUSHES, tagger: 'Release Bot <bot@example.invalid>',
                 gitCredentialsId: 'publish-git', gitHosts: ['GIT_SERVER'], github: 'resf', githubApi: 'API_ADDRESS',
                 githubCredentialsId: 'publish-token', buckets: ['S3_FILES'], bucketAliases: ['stable'],
                 helmBucket: 'S3_CHARTS', helmUrl: 'https://charts.example', bucketCredentialsId: 'publish-s3',
                 grafana: true, grafanaUrl: 'GRAFANA_ADDRESS', grafanaCredentialsId: 'publish-grafana']
    def dry = publishRelease(asked + [dryRun: true])
    echo dry.summary
    def done = publishRelease(asked)
    for (target in done.targets) {
        def would = dry.find(target.name).changes.collect { it.name }
        def was = target.items.findAll { it.done }.collect { it.name }
        echo "${target.name} ${target.status}: ${was.size()} as the dry run said: ${was == would}"
    }
    def again = publishRelease(asked)
    echo "again: ${again.targets.collect { it.status }.unique()}"
    echo "checked: ${publishRelease(asked + [verify: true]).well}"
}
