def images = istioBuild manifest: 'manifest.yaml', platforms: ['linux/amd64', 'linux/arm64'],
                        staging: 'STAGING', credentialsId: 'registry'
node('amd64') {
    publishOci images: images, hubs: ['HUB'], tags: ['VERSION'], credentialsId: 'registry',
               stagingCredentialsId: 'registry'
}
echo "pilot is ${images.find('pilot', 'distroless').reference}"
