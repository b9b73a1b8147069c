/** The data that is published, copied and assembled: made once, deterministic, kept between runs. */
package io.jenkins.plugins.istioimages.bench.data;
