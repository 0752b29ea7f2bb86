# Connection, queue of operations, sync centre.
sync-title = Sync centre
sync-now = Sync now

## Status line
sync-status-saved = saved { $time }
sync-status-saving = saving…
sync-status-to-send = { $count } to send
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
sync-last-success = Last successful sync
sync-offline-until = Last day to sign in without the network

## Queue (states composed at run time: sync-state-<state>)
sync-queue = Queue
sync-queue-empty = The queue is empty: everything is in the registry
sync-queue-operation = Operation
sync-queue-created = Created
sync-state-queued = Queued
sync-state-sending = Sending
sync-state-acked = Received
sync-state-held = Held
sync-state-wedged = Refused
sync-state-queued-detail = It is sent when the network returns.
sync-state-held-detail = It waits until the operation before it is received.
sync-state-wedged-detail = The registry refused: { $reason }. Later operations wait.
sync-receipt = Receipt of the registry
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
sync-attachments-left = { $count } { $count ->
    [one] file
   *[other] files
    } left, { $size }
sync-conflicts = Conflicts
sync-exchange-file = Exchange by file
sync-exchange-save = Prepare a file to send…
sync-exchange-load = Load a received file…

## Errors
sync-error-session = The session has ended
sync-error-session-detail = Your data are safe. Sign in again to go on sending.

## Comparing this computer's copy with the registry
sync-compare-title = Copy of the registry
sync-compare-never = Not compared with the registry yet. It is done by itself once a day.
sync-compare-equal = Same as the registry
sync-compare-corrected = { $count } { $count ->
    [one] record differed and was fetched anew
   *[other] records differed and were fetched anew
}
sync-compare-at = Compared
sync-compare-now = Compare now
sync-compare-offline = Needs a connection to the registry

## The computer's clock as the registry saw it
sync-clock-flagged = Clock in doubt
sync-clock-flagged-detail = The clock of this computer disagreed with the registry’s, or was set back. The operation is not refused for it: when it was made stays as evidence, and terms are counted by the registry’s clock.
