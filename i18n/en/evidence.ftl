# Photos and documents attached to items.
evidence-title = Evidence
evidence-sheets = Number of sheets
evidence-count = { $count } { $count ->
    [one] file
   *[other] files
    }
evidence-add = Add a file…
evidence-kind-photo = Photo
evidence-kind-document = Document
evidence-kind-video = Video
evidence-caption = Caption
evidence-taken-at = Taken at
evidence-taken-unknown = unknown
evidence-place = Place
evidence-place-unknown = unknown
evidence-size = Size
evidence-hash = SHA-256 checksum
evidence-original-kept = The original is kept unchanged
evidence-remove = Remove the file
evidence-removed = The file was removed. It can be restored until signing.
evidence-annotate = Mark up the photo
evidence-tool-arrow = Arrow
evidence-tool-box = Box
evidence-tool-blur = Blur
evidence-tool-text = Text
evidence-unreadable = “{ $name }” could not be opened. It is damaged or of an unsupported format. Add a JPEG, PNG or PDF.
evidence-transfer-waiting = Waiting to be sent
evidence-transfer-sending = Sending: { $percent }
evidence-transfer-received = Received by the registry
evidence-transfer-failed = Not sent, will be tried again
drop-to-item = Drop to attach to item { $item }: { $count } { $count ->
    [one] file
   *[other] files
    }
drop-to-visit = Drop to attach to the visit as a whole: { $count } { $count ->
    [one] file
   *[other] files
    }
drop-verify = Drop the file to verify it
drop-nowhere = Photos and documents are not taken here: open a checklist, the visit or the evidence and drop them there. Signature files, PDF and ZIP open on the verification screen.
evidence-empty = No files attached
