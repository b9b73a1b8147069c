module istio.io/gogo-genproto

go 1.18
