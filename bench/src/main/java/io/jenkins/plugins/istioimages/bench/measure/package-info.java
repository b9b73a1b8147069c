/** Time, processor time, memory and traffic of other processes. */
package io.jenkins.plugins.istioimages.bench.measure;
