node('amd64') {
    def images = imageCatalog job: 'publishing'
    def promoted = publishRelease images: images, hubs: ['HUB'], chartHubs: ['HUB/charts'], credentialsId: 'registry',
                                  stagingCredentialsId: 'registry', caCredentialsId: 'publish-authority'
    echo "promoted: ${promoted.well}, ${fileExists('istio-images/out/lock.yaml')}"
    def google = [images: images, buckets: ['GOOGLE_FILES'], bucketAliases: ['stable'], helmBucket: 'GOOGLE_CHARTS',
                  helmUrl: 'https://google.example/charts', bucketCredentialsId: 'publish-google']
    def would = publishRelease(google + [dryRun: true]).targets.collect { it.changes.size() }
    def was = publishRelease(google).targets.collect { it.items.findAll { item -> item.done }.size() }
    def again = publishRelease(google).targets.collect { it.status }
    echo "google: ${was} of ${would}, again ${again}, checked ${publishRelease(google + [verify: true]).well}"
    publishRelease images: images, hubs: ['CLOSED/x', 'HUB/well'], credentialsId: 'registry',
                   stagingCredentialsId: 'registry', caCredentialsId: 'publish-authority'
}
