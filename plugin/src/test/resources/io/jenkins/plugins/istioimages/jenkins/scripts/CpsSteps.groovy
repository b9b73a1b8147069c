package io.jenkins.plugins.istioimages.jenkins.scripts

import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.SerializableScript

/**
 * Steps as a Pipeline has them, for a script that runs under the transformer of Pipelines: each stops the program and tells
 * who drives it what was called. Bodies run one after the other.
 */
abstract class CpsSteps extends SerializableScript {
    def istioPlan(Map arguments) { pause('istioPlan', arguments) }

    def checkout(what) { pause('checkout', [scm: what]) }

    def prepareIstioStage(Map arguments) { pause('prepareIstioStage', arguments) }

    def makeIstioImages(Map arguments) { pause('makeIstioImages', arguments) }

    def collectImages(Map arguments) { pause('collectImages', arguments) }

    def assembleRelease(Map arguments) { pause('assembleRelease', arguments) }

    def validateRelease(Map arguments) { pause('validateRelease', arguments) }

    def junit(Map arguments) { pause('junit', arguments) }

    def recordImages(Map arguments) { pause('recordImages', arguments) }

    def planBuilderImages(Map arguments) { pause('planBuilderImages', arguments) }

    /** What drives this fails a step by an error in the place of its result. */
    def makeBuilderImages(Map arguments) {
        def result = pause('makeBuilderImages', arguments)
        if (result instanceof Exception) {
            throw result
        }
        return result
    }

    def publishBuilderImages(Map arguments) { pause('publishBuilderImages', arguments) }

    def stash(Map arguments) { pause('stash', arguments) }

    def unstash(name) { pause('unstash', [name: name]) }

    def sh(Map arguments) { pause('sh', arguments) }

    def writeFile(Map arguments) { pause('writeFile', arguments) }

    def archiveArtifacts(Map arguments) { pause('archiveArtifacts', arguments) }

    def pwd(Map arguments) { pause('pwd', arguments) }

    def deleteDir() { pause('deleteDir', [:]) }

    def dir(path, body) {
        pause('dir', [path: path])
        return body()
    }

    def pipelinePlan(Map arguments) { pause('pipelinePlan', arguments) }

    def istioBuild(Map arguments) { pause('istioBuild', arguments) }

    def envoyBuild(Map arguments) { pause('envoyBuild', arguments) }

    def builderImage(Map arguments) { pause('builderImage', arguments) }

    def wasmImage(Map arguments) { pause('wasmImage', arguments) }

    /** Of docker-workflow: docker.image(name).inside. */
    def getDocker() { this }

    def image(String name) { [inside: { body ->
        pause('inside', [image: name])
        return body()
    }] }

    def publishOci(Map arguments) { pause('publishOci', arguments) }

    def publishRelease(Map arguments) { pause('publishRelease', arguments) }

    def istioTurn(key, body) {
        pause('istioTurn', [name: key])
        return body()
    }

    def agent() { 'agent' }

    def nonresumable() { 'nonresumable' }

    def node(label, body) {
        pause('node', [label: label])
        return body()
    }

    def stage(name, body) {
        pause('stage', [name: name])
        return body()
    }

    def retry(Map arguments, body) {
        pause('retry', arguments)
        return body()
    }

    def parallel(Map branches) {
        pause('parallel', [branches: branches.keySet() as List, failFast: branches.failFast])
        def names = branches.keySet() as List
        for (int i = 0; i < names.size(); i++) {
            def branch = branches[names[i]]
            if (branch instanceof Closure) {
                branch()
            }
        }
    }

    def pause(String step, Map arguments) {
        return Continuable.suspend([step: step, arguments: arguments])
    }
}
