#!/bin/sh
# Makes the captures in openssl/: each a message that `openssl cmp` wrote, byte for byte.
#
# Client and server are both OpenSSL's own; the mock server runs inside the client's process (-use_mock_srv), so nothing
# is sent anywhere and no port is used. Run it again to make the captures anew: nonces, times and keys will differ.
#
#   usage: make-captures.sh [output directory]
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=${1:-$here/openssl}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$out" && mkdir -p "$out"
cd "$work"

# ---- a root, and beside it for RSA and EC each: a server, a client's current certificate, and the one that is "issued"
cat > ext.cnf <<'CNF'
[req]
distinguished_name = dn
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ee]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[issued]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:ap-7.example.com, IP:192.0.2.7
[wishes]
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = clientAuth, serverAuth
subjectAltName = critical, DNS:ap-7.example.com, IP:192.0.2.7, URI:urn:example:ap-7, email:ap-7@example.com, dirName:dn
certificatePolicies = 1.3.6.1.4.1.99999.1
[dn]
O = Example
CN = ap-7
CNF

new_key() { # kind file
  case $1 in
    rsa) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$2" 2> /dev/null ;;
    ec) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$2" ;;
  esac
}
issue() { # key subject section output
  openssl req -new -key "$1" -subj "$2" -out tmp.csr
  openssl x509 -req -in tmp.csr -CA root.pem -CAkey root.key -days 36500 -extfile ext.cnf -extensions "$3" \
    -CAcreateserial -out "$4" 2> /dev/null
}

new_key ec root.key
openssl req -x509 -new -key root.key -subj '/C=GB/O=Example/CN=Example Root CA' -days 36500 \
  -config ext.cnf -extensions ca -out root.pem
for kind in rsa ec; do
  for role in server client new; do new_key $kind $role-$kind.key; done
  issue server-$kind.key '/C=GB/O=Example/CN=Example CA' ee server-$kind.pem
  issue client-$kind.key '/C=GB/O=Example/CN=ap-7' ee client-$kind.pem
  issue new-$kind.key '/C=GB/O=Example/CN=ap-7' issued issued-$kind.pem
  openssl req -new -key new-$kind.key -subj '/C=GB/O=Example/CN=ap-7' -addext 'subjectAltName=DNS:ap-7.example.com' \
    -out new-$kind.csr
done

# ---- one run of the client gives req-1 rsp-1 req-2 rsp-2 ...
files() { # prefix
  printf '%s' "$1-1.der"
  for n in 2 3 4 5 6 7; do printf ',%s' "$1-$n.der"; done
}

capture() { # name arguments...
  name=$1
  shift
  # The client may end with an error: several captures are of refusals. What counts is what was written.
  openssl cmp -config '' -batch -verbosity 3 -use_mock_srv -certout got.pem "$@" \
    -reqout "$(files "$out/$name-req")" -rspout "$(files "$out/$name-rsp")" > "$name.log" 2>&1 || true
  if [ ! -s "$out/$name-req-1.der" ] || [ ! -s "$out/$name-rsp-1.der" ]; then
    echo "$name: nothing was captured" >&2
    cat "$name.log" >&2
    exit 1
  fi
  find "$out" -name "$name-*.der" -empty -delete
}

secret='pass:correct-horse-battery'
pbm="-ref 4711 -secret $secret -srv_ref 4711 -srv_secret $secret"
names='-subject /C=GB/O=Example/CN=ap-7 -recipient /C=GB/O=Example/CN=Example_CA'
# shellcheck disable=SC2086 # the lists of arguments above and below are meant to be split
{
  for kind in rsa ec; do
    sig="-cert client-$kind.pem -key client-$kind.key -trusted root.pem -srv_cert server-$kind.pem"
    sig="$sig -srv_key server-$kind.key -srv_trusted root.pem"
    rsp="-rsp_cert issued-$kind.pem -rsp_extracerts root.pem"
    new="-newkey new-$kind.key $names"

    for protection in pbm sig; do
      case $protection in pbm) auth=$pbm ;; sig) auth=$sig ;; esac
      for command in ir cr kur; do
        capture "$kind-$protection-$command" -cmd $command $auth $new $rsp -rsp_capubs root.pem \
          $([ $command = kur ] && echo "-oldcert issued-$kind.pem")
      done
      capture "$kind-$protection-p10cr" -cmd p10cr $auth -csr new-$kind.csr -recipient /CN=Example_CA $rsp
      capture "$kind-$protection-rr" -cmd rr $auth -oldcert issued-$kind.pem -revreason 1 $rsp
      capture "$kind-$protection-genm" -cmd genm $auth -recipient /CN=Example_CA -infotype signKeyPairTypes $rsp
      capture "$kind-$protection-waiting" -cmd ir $auth $new $rsp -poll_count 2 -check_after 1
      capture "$kind-$protection-error" -cmd ir $auth $new $rsp -send_error
      capture "$kind-$protection-rejection" -cmd cr $auth $new $rsp -pkistatus 2 -failurebits 524320 \
        -statusstring "subject unknown"
    done
  done

  auth=$pbm
  rsp='-rsp_cert issued-ec.pem'
  new="-newkey new-ec.key $names"
  capture implicit-confirm -cmd ir $auth $new $rsp -implicit_confirm -grant_implicitconf
  capture unwanted-certificate -cmd ir $auth $new $rsp -out_trusted client-rsa.pem
  capture granted-with-mods -cmd ir $auth $new $rsp -pkistatus 1
  capture hmac-sha256 -cmd ir $auth $new $rsp -mac hmacWithSHA256 -digest sha512
  capture many-wishes -cmd ir $auth $new $rsp -issuer /O=Example/CN=Issuer -days 90 -config ext.cnf -section dn \
    -reqexts wishes
  capture general-info -cmd ir $auth $new $rsp -geninfo 1.2.3.4:int:56789
  capture popo-none -cmd ir $auth $new $rsp -popo -1
  capture popo-ra-verified -cmd ir $auth $new $rsp -popo 0 -accept_raverified
  capture popo-key-encipherment -cmd ir $auth -newkey new-rsa.key $names -rsp_cert issued-rsa.pem -popo 2
  capture empty-genm -cmd genm $auth -recipient /CN=Example_CA $rsp
  capture rr-without-reason -cmd rr $auth -oldcert issued-ec.pem $rsp
  capture rr-of-another-certificate -cmd rr $auth -oldcert client-ec.pem $rsp
  capture unprotected -cmd ir $auth -unprotected_requests $new $rsp -accept_unprotected -send_unprotected
  capture unprotected-error -cmd ir $auth $new $rsp -send_error -send_unprot_err -unprotected_errors
}
echo "$(find "$out" -name '*.der' | wc -l) messages"
