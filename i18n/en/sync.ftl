# Connection, queue of operations, sync centre.
sync-title = Sync centre
sync-now = Sync now

## Status line
sync-status-saved = saved { $time }
sync-status-saving = saving…
sync-status-not-saved = not saved
sync-status-to-send = { $count } to send
sync-status-all-sent = all sent
sync-status-synced = Synced { $time }
sync-status-never = Never synced
sync-status-online = Online
sync-status-offline = Offline
sync-status-connecting = Connecting…
sync-status-syncing = Syncing…
sync-status-attention = { $count } { $count ->
    [one] needs
   *[other] need
    } attention
sync-offline-detail = Keep working: everything is saved on this computer and is sent by itself when the network returns.

## Connection
sync-registry = Registry
sync-registry-address = Registry address
sync-last-success = Last successful sync
sync-next-attempt = Next attempt { $when }
sync-clock-difference = Clock difference: { $difference }
sync-device = This device
sync-local-data = Data on this computer
sync-journal = Journal

## Queue (states composed at run time: sync-state-<state>)
sync-queue = Queue
sync-queue-empty = The queue is empty: everything is in the registry
sync-queue-operation = Operation
sync-queue-created = Created
sync-queue-attempts = { $count } { $count ->
    [one] attempt
   *[other] attempts
    }
sync-state-queued = Queued
sync-state-sending = Sending
sync-state-acked = Received
sync-state-held = Held
sync-state-wedged = Refused
sync-state-queued-detail = It is sent when the network returns.
sync-state-held-detail = It waits until the operation before it is received.
sync-state-wedged-detail = The registry refused: { $reason }. Later operations wait.
sync-receipt = Receipt of the registry
sync-receipt-at = Received by the registry at { $time }
sync-retry-one = Send again
sync-discard-one = Take out of the queue…
sync-discard-ask = The operation will not reach the registry. The data stay on this computer.

## What the queue carries (composed at run time: sync-op-<kind>)
sync-op-visit = State of a visit
sync-op-draft = Answers
sync-op-act = Signed act
sync-op-attachment = Attachment
sync-op-decision = Decision
sync-op-objection = Objections

## Receiving
sync-received = { $count } { $count ->
    [one] record
   *[other] records
    } received
sync-first-download = First download of the register
sync-first-download-progress = { $done } of { $total } downloaded
sync-attachments-left = { $count } { $count ->
    [one] file
   *[other] files
    } left, { $size }
sync-conflicts = Conflicts
sync-conflict-yours = Yours
sync-conflict-theirs = Colleague’s
sync-exchange-file = Exchange by file
sync-exchange-save = Prepare a file to send…
sync-exchange-load = Load a received file…

## Errors
sync-error-unreachable = The registry cannot be reached
sync-error-unreachable-detail = Your data are safe on this computer. Check the network, the proxy and the registry address; the program keeps trying.
sync-error-tls = The registry’s certificate was not confirmed
sync-error-tls-detail = Nothing was sent. The connection may be intercepted, or your organisation’s certificate is not installed; ask your administrator.
sync-error-proxy = The proxy refused the connection
sync-error-proxy-detail = Check the proxy address and account in the settings.
sync-error-session = The session has ended
sync-error-session-detail = Your data are safe. Sign in again to go on sending.
sync-error-version = This version is too old
sync-error-version-detail = The registry does not work with this version. Your data are safe; update the program.
sync-error-refused = The registry refused the operation
sync-error-fork = A copy of this device was found
sync-error-fork-detail = Another computer has worked with the same data. Sending has stopped; keep both open and call your administrator.
sync-error-busy = The registry is busy
sync-error-busy-detail = The program tries again { $when }.
sync-error-server = The registry has failed
sync-error-server-detail = Your data are safe on this computer. If it keeps happening, tell your administrator the code { $code }.
