def images = istioBuild manifest: 'manifest.yaml', staging: 'STAGING', credentialsId: 'registry'
node('arm64') {
    publishOci images: images, hubs: ['HUB'], credentialsId: 'registry', stagingCredentialsId: 'registry',
               sign: 'cosign-key'
}
