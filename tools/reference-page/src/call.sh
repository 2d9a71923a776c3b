agent=http://127.0.0.1:2886

# The agent's public key, in a form that openssl reads.
curl -s "$agent/api/v1/secret" |
  sed 's/.*"public_key":"\([^"]*\)".*/\1/' |
  openssl base64 -d -A |
  openssl rsa -RSAPublicKey_in -inform DER -pubout -out agent.pem

# A header for one URI, valid for a minute. In the password, escape " and \ as JSON does.
header() {
  printf '{"Auth":"%s","Ts":"%s","Uri":"%s"}' \
    "$PASSWORD" "$(($(date +%s) + 60))" "$1" |
  split -b 53 --filter 'openssl pkeyutl -encrypt -pubin -inkey agent.pem' |
  openssl base64 -A
}
