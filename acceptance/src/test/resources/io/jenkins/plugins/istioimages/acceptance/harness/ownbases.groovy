def images = istioBuild manifest: 'Dockerfile.version', repositories: 'REPOSITORIES', ownBases: true,
                        images: ['proxyv2', 'pilot', 'operator', 'install-cni'], variants: ['default', 'distroless'],
                        outputs: ['docker', 'debian'], staging: 'STAGING', credentialsId: 'registry'
node('amd64') {
    publishOci images: images, hubs: ['HUB'], credentialsId: 'registry', stagingCredentialsId: 'registry'
}
