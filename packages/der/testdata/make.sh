#!/bin/sh
# Makes the certificates beside this file. Made with OpenSSL 3; new keys each time, so the bytes differ from run to run.
set -eu
cd "$(dirname "$0")"
trap 'rm -f key.pem' EXIT

make() {
  name=$1 subject=$2
  shift 2
  openssl req -x509 -nodes -keyout key.pem -utf8 -outform DER -out "$name.der" -subj "$subject" "$@" 2>/dev/null
}

make p256 '/C=DE/O=Example GmbH/CN=Ground floor access point' -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 365 \
  -addext 'subjectAltName=DNS:ap-7.example.com,IP:192.0.2.7,email:ap@example.com,dirName:dir' \
  -addext 'keyUsage=critical,digitalSignature,keyAgreement' -addext 'extendedKeyUsage=clientAuth,serverAuth' \
  -config /dev/stdin <<CONFIG
[req]
distinguished_name = dn
x509_extensions = extensions
[dn]
[extensions]
basicConstraints = critical, CA:FALSE
[dir]
CN = inner name
CONFIG
make rsa '/CN=Exämple Root ☃/OU=one+OU=two' -multivalue-rdn -newkey rsa:2048 -days 365
make ed25519 '/CN=short' -newkey ed25519 -days 20000 # past 2049, so in GeneralizedTime
