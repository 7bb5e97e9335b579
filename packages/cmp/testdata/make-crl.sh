#!/bin/sh
# Makes crl.der: a CRL of OpenSSL with one revoked certificate, a number and a reason.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > ca.cnf <<'CNF'
[req]
distinguished_name = dn
[dn]
[ca]
default_ca = here
[here]
database = index.txt
crlnumber = number
default_md = sha256
default_crl_days = 36500
crl_extensions = crl
[crl]
authorityKeyIdentifier = keyid
CNF
printf 'R\t20761123000000Z\t261123115141Z,keyCompromise\t7B\tunknown\t/CN=ap-7\n' > index.txt
echo 2A > number
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key
openssl req -x509 -new -config ca.cnf -key ca.key -subj '/O=Example/CN=Example Root CA' -addext subjectKeyIdentifier=hash \
  -days 36500 -out ca.pem
openssl ca -gencrl -config ca.cnf -cert ca.pem -keyfile ca.key -out crl.pem 2> /dev/null
openssl crl -in crl.pem -outform DER -out "$here/crl.der"
