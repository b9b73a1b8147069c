@Library('istio-images') _
builderPipeline hubs: 'HUB', tree: 'source', checkCommand: 'make', containers: '/usr/bin/docker',
                credentialsId: 'registry'
