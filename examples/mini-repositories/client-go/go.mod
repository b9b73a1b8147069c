module istio.io/client-go

go 1.18

require istio.io/api @version:api@
