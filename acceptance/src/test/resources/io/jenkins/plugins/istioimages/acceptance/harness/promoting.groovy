node('amd64') {
    def images = imageCatalog job: 'publishing'
    def promoted = publishRelease images: images, hubs: ['HUB'], chartHubs: ['HUB/charts'], credentialsId: 'registry',
                                  stagingCredentialsId: 'registry', caCredentialsId: 'publish-authority'
    echo "promoted: ${promoted.well}, ${fileExists('istio-images/out/lock.yaml')}"
    publishRelease images: images, hubs: ['CLOSED/x', 'HUB/well'], credentialsId: 'registry',
                   stagingCredentialsId: 'registry', caCredentialsId: 'publish-authority'
}
