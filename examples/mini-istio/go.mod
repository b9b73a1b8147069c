module istio.io/istio

go 1.18

require (
	istio.io/api @version:api@
	istio.io/client-go @version:client-go@
	istio.io/gogo-genproto @version:gogo-genproto@
	istio.io/pkg @version:pkg@
)
