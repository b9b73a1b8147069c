/** Wasm plugin images as Istio fetches them: made, checked before and after they are pushed, and explained. */
package io.jenkins.plugins.istioimages.image.wasm;
