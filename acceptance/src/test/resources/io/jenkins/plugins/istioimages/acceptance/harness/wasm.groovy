@Library('istio-images') _
wasmPipeline file: 'auth.wasm', repository: 'HUB/auth', tags: '1.0.0', build: 'make auth.wasm', anyAbi: true,
             credentialsId: 'registry'
