/** Those who are measured: each as the command lines a user would write for it. */
package io.jenkins.plugins.istioimages.bench.contender;
