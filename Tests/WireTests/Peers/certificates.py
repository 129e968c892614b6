"""Certificates for the peers of the tests, made anew each time."""

import datetime
import ipaddress
import os


def make_certificates(folder, name):
    """A certificate authority and a server's certificate, in ca.pem and server.pem."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    def subject(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def sign(whose, key, extensions):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder().subject_name(subject(whose)).issuer_name(subject("Test CA"))
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - datetime.timedelta(days=1))
        builder = builder.not_valid_after(now + datetime.timedelta(days=2))
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(ca_key, hashes.SHA256())

    ca_key, server_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName(name)] if name else [
        x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    ca = sign("Test CA", ca_key, [x509.BasicConstraints(ca=True, path_length=0)])
    server = sign("Test server", server_key, [x509.SubjectAlternativeName(names)])
    pem = serialization.Encoding.PEM
    with open(os.path.join(folder, "ca.pem"), "wb") as file:
        file.write(ca.public_bytes(pem))
    with open(os.path.join(folder, "server.pem"), "wb") as file:
        file.write(server_key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        file.write(server.public_bytes(pem))
