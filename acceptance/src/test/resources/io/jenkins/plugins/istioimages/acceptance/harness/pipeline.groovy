@Library('istio-images') _
istioPipeline target: 'hubs', staging: 'STAGING', hubs: 'HUB', credentialsId: 'registry', stagingCredentialsId: 'registry',
              platforms: ['linux/amd64', 'linux/arm64']
