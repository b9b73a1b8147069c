pipeline {
    agent none
    stages {
        stage('Release') {
            steps {
                script {
                    images = istioBuild manifest: 'manifest.yaml', platforms: ['linux/amd64', 'linux/arm64'],
                                        staging: 'STAGING', credentialsId: 'registry'
                }
            }
        }
        stage('Publish') {
            agent { label 'arm64' }
            steps {
                publishOci images: images, hubs: ['HUB'], tags: ['VERSION'], credentialsId: 'registry',
                           stagingCredentialsId: 'registry'
                echo "pilot is ${images.find('pilot', 'distroless').reference}"
            }
        }
    }
}
