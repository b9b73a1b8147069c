// The extension as a module for Envoy's Wasm host: it takes every connection and changes nothing.
#define EXPORT(name) __attribute__((export_name(#name)))

EXPORT(proxy_abi_version_0_2_1)
void abi_version(void) {}

EXPORT(proxy_on_memory_allocate)
void *allocate(unsigned size) {
  (void)size;
  return 0;
}

EXPORT(istio_extension)
const char *name(void) { return "istio.metadata_exchange"; }
