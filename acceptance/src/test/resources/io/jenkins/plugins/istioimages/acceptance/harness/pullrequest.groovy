@Library('istio-images') _
istioPipeline target: 'hubs', releaseBranches: '*', pullRequestBranches: '', versionFrom: 'Dockerfile.version',
              staging: 'STAGING', hubs: 'HUB', credentialsId: 'registry', stagingCredentialsId: 'registry',
              platforms: 'linux/amd64 linux/arm64', images: 'pilot',
              builderImages: [hubs: 'HUB', credentialsId: 'registry', containers: '/usr/bin/docker']
