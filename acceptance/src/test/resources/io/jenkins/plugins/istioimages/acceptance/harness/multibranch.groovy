@Library('istio-images') _
istioPipeline versionFrom: 'VERSION_FROM', staging: 'STAGING', hubs: 'HUB', credentialsId: 'registry',
              platforms: 'linux/amd64 linux/arm64', images: 'pilot',
              builderImages: [hubs: 'HUB', credentialsId: 'registry', containers: '/usr/bin/docker']
