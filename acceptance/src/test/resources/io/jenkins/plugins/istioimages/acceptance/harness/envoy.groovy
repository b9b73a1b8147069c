@Library('istio-images') _
envoyPipeline staging: 'STAGING', credentialsId: 'registry', platforms: ['linux/amd64', 'linux/arm64']
