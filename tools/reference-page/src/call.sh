agent=http://127.0.0.1:2886

# The agent's public key, in a form that openssl reads.
curl -s "$agent/api/v1/secret" |
  sed 's/.*"public_key":"\([^"]*\)".*/\1/' |
  openssl base64 -d -A |
  openssl rsa -RSAPublicKey_in -inform DER -pubout -out agent.pem

# A header for one URI, valid for a minute, with the keys of the body.
# In the password, escape " and \ as JSON does.
header() {
  printf '{"Auth":"%s","Ts":"%s","Uri":"%s","Keys":"%s"}' \
    "$PASSWORD" "$(($(date +%s) + 60))" "$1" "$2" |
  split -b 53 --filter 'openssl pkeyutl -encrypt -pubin -inkey agent.pem' |
  openssl base64 -A
}

# get URI
get() {
  curl -H "X-OCS-Header: $(header "$1" "")" "$agent$1"
}

# send METHOD URI BODY: encrypts the body with a new key and IV.
send() {
  local key iv
  key=$(openssl rand -hex 16) iv=$(openssl rand -hex 16)
  printf %s "$3" |
  openssl enc -aes-128-cbc -K "$key" -iv "$iv" -base64 -A |
  curl -X "$1" -H 'Content-Type: application/json' --data-binary @- \
    -H "X-OCS-Header: $(header "$2" "$(unhex "$key$iv" | openssl base64 -A)")" "$agent$2"
}
unhex() {
  printf '%b' "$(printf %s "$1" | sed 's/../\\x&/g')"
}
