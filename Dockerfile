# The command alone: docker run --rm -v "$PWD:/captures" obshell-validator check /captures
FROM rust:1-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates musl-tools
RUN rustup target add "$(uname -m)-unknown-linux-musl"
WORKDIR /source
COPY . .
RUN cargo build --release --locked --package obshell-validator-cli --target "$(uname -m)-unknown-linux-musl"
# /tmp is where long reports wait, the certificates are what `fetch` trusts.
RUN install -D "target/$(uname -m)-unknown-linux-musl/release/obshell-validator" /image/obshell-validator \
    && install -D --mode=644 /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ca-certificates.crt \
    && install -d --mode=1777 /image/tmp

FROM scratch
COPY --from=build /image/ /
USER 65534:65534
ENTRYPOINT ["/obshell-validator"]
