def images = istioBuild manifest: 'manifest.yaml', platforms: ['linux/amd64', 'linux/arm64'], staging: 'STAGING',
                        credentialsId: 'none', checkOnly: true
echo "a check gives ${images}"
