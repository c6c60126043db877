// A message centre that other people wrote, for tests: it keeps a log of every submit, one JSON line each, and behaves
// as it is told, one JSON object a line on its standard input:
//   {"throttle": 3}          the next three submits are throttled
//   {"refuse": 11}           submits are refused with this command_status; 0 takes them again
//   {"hang": true}           submits are logged and never answered
//   {"drop_after": 5}        the connection is cut at the submit after so many, unanswered
//   {"receipts": {"after_ms": 3000, "stat": "DELIVRD", "err": "000", "dates": 12, "ids": "hex"}}
//   {"receipts": {"err": "id"}}  the error code is the end of the id in hexadecimal, so each receipt tells its part
//   {"receipts": "before"}   the receipt comes before the answer; null: none at all
//   {"write": {"from": "84912345678", "to": "LIENTHONG", "text": "HS ..."}}  a citizen writes
// Its first line on standard output is {"port": ...}; each command is answered by a line.
'use strict';
const fs = require('fs');
const readline = require('readline');
const smpp = require('smpp');

const log = fs.openSync(process.argv[2], 'a');
const port = Number(process.argv[3]);
const told = { throttle: 0, refuse: 0, hang: false, drop_after: -1, receipts: null };
const sessions = new Set();
let number = fs.fstatSync(log).size; // ids differ from those before a restart

function note(entry) {
  fs.writeSync(log, JSON.stringify({ at: Date.now(), ...entry }) + '\n');
}

function digits(date, count) {
  const all = date.toISOString().replace(/\D/g, '');
  return count === 14 ? all.slice(0, 14) : all.slice(2, 2 + count);
}

function receipt(pdu, id, terms) {
  const dates = terms.dates || 10;
  const now = digits(new Date(), dates);
  const shown = terms.ids === 'hex' ? id.toString(16) : String(id);
  const err = terms.err === 'id' ? (id % 4096).toString(16).padStart(3, '0') : terms.err || '000';
  const text = `id:${shown} sub:001 dlvrd:001 submit date:${now} done date:${now} stat:${terms.stat || 'DELIVRD'} err:${err} text:`;
  return {
    source_addr: pdu.destination_addr, source_addr_ton: 1, source_addr_npi: 1,
    destination_addr: pdu.source_addr, dest_addr_ton: pdu.source_addr_ton, dest_addr_npi: pdu.source_addr_npi,
    esm_class: 4, short_message: text,
  };
}

function submitted(session, pdu) {
  number += 1;
  const id = number;
  const message = pdu.short_message || {};
  const payload = pdu.message_payload || {};
  note({
    id: String(id), to: pdu.destination_addr, from: pdu.source_addr, coding: pdu.data_coding,
    udh: (message.udh || []).map((each) => each.toString('hex')).join(''),
    text: message.message !== undefined ? message.message : payload.message || '',
    reference: pdu.user_message_reference, part: pdu.sar_segment_seqnum,
  });
  if (told.drop_after >= 0) {
    told.drop_after -= 1;
    if (told.drop_after < 0) {
      session.socket.destroy();
      return;
    }
  }
  if (told.hang) { return; }
  const terms = told.receipts === 'before' ? {} : told.receipts;
  if (told.receipts === 'before') { session.deliver_sm(receipt(pdu, id, terms)); }
  session.send(pdu.response({ message_id: String(id) }));
  if (terms && told.receipts !== 'before') {
    setTimeout(() => session.deliver_sm(receipt(pdu, id, terms)), terms.after_ms || 0);
  }
}

const server = smpp.createServer((session) => {
  sessions.add(session);
  session.on('bind_transceiver', (pdu) => {
    const status = pdu.password === 'wrong' ? smpp.ESME_RINVPASWD : 0;
    session.send(pdu.response({ command_status: status }));
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => { session.send(pdu.response()); session.close(); });
  session.on('deliver_sm_resp', (pdu) => note({ delivered: pdu.sequence_number, status: pdu.command_status }));
  session.on('submit_sm', (pdu) => {
    if (told.throttle > 0) {
      told.throttle -= 1;
      session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
    } else if (told.refuse) {
      session.send(pdu.response({ command_status: told.refuse }));
    } else {
      submitted(session, pdu);
    }
  });
  session.on('close', () => sessions.delete(session));
  session.on('error', () => sessions.delete(session));
});

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  if (command.write) {
    const { from, to, text } = command.write;
    for (const session of sessions) {
      session.deliver_sm({ source_addr: from, source_addr_ton: 1, source_addr_npi: 1, destination_addr: to, short_message: text });
    }
  } else {
    Object.assign(told, command);
  }
  process.stdout.write('{"heard": true}\n');
}).on('close', () => process.exit(0));

server.listen(port, '127.0.0.1', function () {
  process.stdout.write(JSON.stringify({ port: this.address().port }) + '\n');
});
