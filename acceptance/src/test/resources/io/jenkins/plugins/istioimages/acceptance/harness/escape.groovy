@Library('istio-images') _
escape()
