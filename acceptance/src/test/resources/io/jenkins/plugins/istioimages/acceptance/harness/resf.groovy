@Library('istio-images') _
istioPipeline manifest: 'Dockerfile.version', repositories: 'REPOSITORIES', ownBases: true, outputs: 'docker',
              images: 'pilot', variants: 'default distroless', staging: 'STAGING', hubs: 'HUB', credentialsId: 'registry',
              builderImages: [directory: 'tools/docker/build-tools', hubs: 'HUB', platforms: 'linux/amd64',
                              credentialsId: 'registry', containers: '/usr/bin/docker']
