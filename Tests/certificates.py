"""Certificates made at test time with the `openssl` command: an authority of one's own, good
certificates, and every kind of bad one."""

import datetime
import pathlib
import subprocess


def openssl(*words, folder, text=None):
    result = subprocess.run(
        ["openssl", *words], cwd=folder, input=text, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout


class Pair:
    """The files of a certificate and its key."""

    def __init__(self, certificate, key):
        self.certificate, self.key = certificate, key

    def replace(self, other):
        """Puts another pair in the place of this one, as an ACME client does."""
        pathlib.Path(self.certificate).write_bytes(pathlib.Path(other.certificate).read_bytes())
        pathlib.Path(self.key).write_bytes(pathlib.Path(other.key).read_bytes())

    @property
    def options(self):
        return ["--tls-certificate", self.certificate, "--tls-key", self.key]

    @property
    def fingerprint(self):
        return openssl(
            "x509", "-in", self.certificate, "-noout", "-fingerprint", "-sha256", folder="/",
        ).strip().split("=")[1]


class Authority:
    """A certificate authority in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.path = str(self.folder / "authority.pem")
        self.count = 0
        self._run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-keyout", "authority.key", "-out", "authority.pem", "-days", "3650",
            "-subj", "/CN=A test's authority",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign")

    def _run(self, *words, text=None):
        return openssl(*words, folder=self.folder, text=text)

    def _path(self, ending):
        return str(self.folder / f"{self.count}.{ending}")

    def key(self, rsa_bits=None):
        """A private key: on P-256, or RSA of that length."""
        self.count += 1
        path = self._path("key")
        kind = ("RSA", "-pkeyopt", f"rsa_keygen_bits:{rsa_bits}") if rsa_bits else (
            "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        self._run("genpkey", "-algorithm", *kind, "-out", path)
        return path

    def pair(self, *names, days=(-1, 90), key=None):
        """A certificate for names and addresses, valid from and until so many days from now."""
        key = key or self.key()
        self.count += 1
        request, extensions, path = (self._path(e) for e in ("csr", "ext", "pem"))
        alternatives = ",".join(
            ("IP:" if name[-1].isdigit() or ":" in name else "DNS:") + name for name in names)
        pathlib.Path(extensions).write_text(
            f"subjectAltName={alternatives}\nbasicConstraints=critical,CA:FALSE\n"
            "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
            "authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n")
        self._run("req", "-new", "-key", key, "-subj", f"/CN={names[0]}", "-out", request)
        begin, end = (
            (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=day))
            .strftime("%y%m%d%H%M%SZ") for day in days)
        # `openssl x509` sets no beginning; `openssl ca` does, and wants its books.
        (self.folder / "index.txt").write_text("")
        (self.folder / "serial").write_text(f"{self.count:04X}")
        (self.folder / "ca.cnf").write_text(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\n"
            "policy=p\n[p]\ncommonName=supplied\n")
        self._run(
            "ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "authority.pem",
            "-keyfile", "authority.key", "-in", request, "-out", path, "-md", "sha256",
            "-startdate", begin, "-enddate", end, "-extfile", extensions)
        return Pair(path, key)
