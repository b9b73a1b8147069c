def images = istioBuild manifest: 'manifest.yaml', staging: 'STAGING', credentialsId: 'registry', validate: true
echo "pilot is ${images.find('pilot', 'distroless').reference}"
