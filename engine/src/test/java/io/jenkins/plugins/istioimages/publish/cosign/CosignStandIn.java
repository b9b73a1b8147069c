package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A program that is called as cosign is, with keys of openssl in the place of a service's. It takes the options that
 * cosign 2.6.4 or 3.1.2 has (doc/cosign_public-key.md, doc/cosign_sign-blob.md, cmd/cosign/cli/options), has their
 * defaults, refuses all others and what those refuse, and reads an answer from its standard input where they ask.
 */
public final class CosignStandIn {
    /** The newest of its line. */
    public static final String V2 = "v2.6.4";
    /** The newest of all. */
    public static final String V3 = "v3.1.2";

    private static final String SCRIPT = """
            #!/bin/sh
            home='@HOME@'
            version=@VERSION@
            echo "$*" >> "$home/calls"
            env > "$home/environment"
            fail() {
                echo "Error: $1" >&2
                echo "error during command execution: $1" >&2
                exit 1
            }
            verb=$1
            shift
            common=' output-file timeout verbose help '
            case $verb in
                version)
                    [ "$*" = --json ] || fail "unknown flag: $*"
                    printf '{\\n  "gitVersion": "%s",\\n  "gitCommit": "unknown",\\n  "platform": "linux/amd64"\\n}\\n' "$version"
                    exit 0 ;;
                public-key) flags=' key outfile sk slot ' ;;
                sign-blob)
                    flags=' b64 bundle fulcio-auth-flow fulcio-url identity-token insecure-skip-verify issue-certificate'
                    flags="$flags key new-bundle-format oidc-client-id oidc-client-secret-file oidc-issuer oidc-provider"
                    flags="$flags oidc-disable-ambient-providers oidc-redirect-url output output-certificate"
                    flags="$flags output-signature rekor-url rfc3161-timestamp signing-config sk slot tlog-upload"
                    flags="$flags timestamp-client-cacert timestamp-client-cert timestamp-client-key"
                    flags="$flags timestamp-server-name timestamp-server-url trusted-root use-signing-config yes "
                    case $version in v3*|devel) flags="$flags certificate certificate-chain signing-algorithm " ;; esac ;;
                *) fail "unknown command \\"$verb\\" for \\"cosign\\"" ;;
            esac
            switches=' b64 insecure-skip-verify issue-certificate new-bundle-format oidc-disable-ambient-providers sk tlog-upload use-signing-config yes verbose '
            key= outfile= signature= blob= yes=false upload=true
            case $version in v3*|devel) config=true bundles=true ;; *) config=false bundles=false ;; esac
            while [ $# -gt 0 ]; do
                word=$1
                shift
                case $word in
                    --*=*) name=${word%%=*} value=${word#*=} ;;
                    --*)
                        name=$word
                        case $switches in
                            *" ${name#--} "*) value=true ;;
                            *) [ $# -gt 0 ] || fail "flag needs an argument: $name"; value=$1; shift ;;
                        esac ;;
                    *) blob=$word; continue ;;
                esac
                case $flags$common in *" ${name#--} "*) ;; *) fail "unknown flag: $name" ;; esac
                case $name in
                    --key) key=$value ;;
                    --outfile) outfile=$value ;;
                    --output-signature) signature=$value ;;
                    --yes) yes=$value ;;
                    --tlog-upload) upload=$value ;;
                    --use-signing-config) config=$value ;;
                    --new-bundle-format) bundles=$value ;;
                esac
                case $version$name in
                    v3*--tlog-upload | v3*--new-bundle-format | v3*--output-signature | devel--*)
                        echo "Flag $name has been deprecated, this will be gone in future versions" >&2 ;;
                esac
            done
            mode=$(cat "$home/mode")
            case $mode in
                "$verb "*) mode=${mode#* } ;;
                *" "*) mode=well ;;
            esac
            case $mode in
                refuse) fail "signing: AccessDeniedException: no kms:Sign for $key with the token $VAULT_TOKEN" ;;
                hang) sleep 600 ;;
                ask)
                    printf 'Are you sure you would like to continue? [y/N] ' >&2
                    read -r answer || fail "user declined the prompt"
                    [ "$answer" = y ] || fail "user declined the prompt" ;;
                silent) exit 0 ;;
            esac
            secret=$home/$(echo "$key" | tr '/:;=' '____').pem
            [ -f "$secret" ] || fail "getting signer: reading key: kms get: key not found"
            if [ "$verb" = public-key ]; then
                [ "$mode" = garbage ] && { echo nothing > "$outfile"; exit 0; }
                openssl pkey -in "$secret" -pubout -out "$outfile" || exit 1
                echo "Public key written to $outfile" >&2
                exit 0
            fi
            [ "$bundles" = false ] || fail "must specify --bundle with --new-bundle-format"
            [ "$config$upload" != truefalse ] || fail "--tlog-upload=false is not supported with --signing-config or --use-signing-config"
            [ "$upload" = false ] || fail "Post \\"https://rekor.sigstore.dev/api/v1/log/entries\\": there is no network here"
            [ "$mode" = otherkey ] && secret=$home/other.pem
            echo "Using payload from: $blob" >&2
            case $mode in
                garbage) echo '!!' > "$signature" ;;
                *) openssl dgst -sha256 -sign "$secret" "$blob" | base64 -w0 > "$signature" ;;
            esac
            echo "Wrote signature to file $signature" >&2
            """;

    private final Path home;
    private final Path program;

    private CosignStandIn(Path home, Path program) {
        this.home = home;
        this.program = program;
    }

    /**
     * Writes it.
     *
     * @param home an empty directory for it and its keys
     */
    public static CosignStandIn in(Path home, String version) {
        try {
            Path program = home.resolve("cosign");
            Files.writeString(program, SCRIPT.replace("@HOME@", home.toString()).replace("@VERSION@", version));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            CosignStandIn made = new CosignStandIn(home, program);
            made.behaving("well");
            made.pair(home.resolve("other.pem"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a key that a reference names, with ECDSA P-256. */
    public CosignStandIn withKey(String reference) {
        pair(home.resolve(reference.replaceAll("[/:;=]", "_") + ".pem"));
        return this;
    }

    /**
     * How it behaves from now on.
     *
     * @param mode {@code well}, {@code refuse}, {@code hang}, {@code ask}, {@code silent}, {@code garbage} or
     *     {@code otherkey}; after {@code sign-blob } or {@code public-key } for that verb alone
     */
    public CosignStandIn behaving(String mode) {
        write("mode", mode);
        return this;
    }

    public Path program() {
        return program;
    }

    /** The command lines that it was called with so far. */
    public List<String> calls() {
        return Files.exists(home.resolve("calls")) ? read("calls").lines().toList() : List.of();
    }

    /** Forgets them. */
    public void clearCalls() {
        write("calls", "");
    }

    /** The environment of the last call, a variable in each line. */
    public List<String> environment() {
        return read("environment").lines().toList();
    }

    private void pair(Path secret) {
        Tool.run(
                List.of(
                        "openssl",
                        "genpkey",
                        "-algorithm",
                        "EC",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-out",
                        "" + secret),
                "openssl");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
