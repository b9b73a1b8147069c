@Library('istio-images') _
properties([parameters([istioVersion('VERSION'), string(name: 'PLATFORMS', defaultValue: 'linux/amd64 linux/arm64'),
                        choice(name: 'TARGET', choices: ['staging', 'hubs']),
                        booleanParam(name: 'DRY_RUN', defaultValue: true)])])
istioPipeline version: params.VERSION, platforms: params.PLATFORMS, target: params.TARGET, dryRun: params.DRY_RUN,
              staging: 'STAGING', hubs: 'HUB', credentialsId: 'registry', images: 'pilot'
