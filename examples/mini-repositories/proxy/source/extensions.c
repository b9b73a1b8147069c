// What istio adds to Envoy.
extern const char envoy_extensions[];

const char envoy_extensions[] = "[\"istio.metadata_exchange\",\"istio.stats\"]\n";
