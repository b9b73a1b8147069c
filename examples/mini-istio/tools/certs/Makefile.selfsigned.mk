include common.mk

.PHONY: root-ca
root-ca: root-cert.pem

root-key.pem:
	openssl genrsa -out $@ $(ROOTCA_KEYSZ)

root-cert.pem: root-key.pem
	openssl req -x509 -new -key $< -days $(ROOTCA_DAYS) -subj "/O=$(ROOTCA_ORG)/CN=$(ROOTCA_CN)" -out $@
