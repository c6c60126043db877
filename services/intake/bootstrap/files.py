"""Files: upload, download, and who scans them."""

from pathlib import Path

from services.intake.adapters.files.entries import COLLECTION, StoredFileEntries
from services.intake.application.files.keep_file import KeepFile
from services.intake.application.files.read_file import ReadFile
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.files.download import add_download
from services.intake.entrypoints.http.files.upload import FILES_PATH, add_upload
from services.runtime.areas import Area
from services.runtime.files.body_limits import file_body_limits
from services.runtime.files.clamd import Clamd, NoScanner
from services.runtime.files.folder import Folder
from services.runtime.files.ports import Scanner
from services.runtime.sealing import FieldCipher
from services.runtime.web import ApiRouter

__all__ = ["files_area"]


def files_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["files"])
    blobs = Folder(Path(ground.settings.files_dir), FieldCipher(ground.settings.field_keys))
    entries = StoredFileEntries(ground.store.collection(COLLECTION))
    add_upload(router, KeepFile(blobs, entries, _scanner(ground), ground.terms, ground.clock))
    add_download(router, ReadFile(blobs, entries, ground.access_log))
    return Area(routers=(router,), body_limits={FILES_PATH: file_body_limits(ground.terms.catalogue.most_file_bytes)})


def _scanner(ground: Ground) -> Scanner:
    address = ground.settings.clamd_address
    return Clamd(address) if address else NoScanner()
