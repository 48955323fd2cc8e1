-- What malware.lua and spam.lua share: who sent a message, and how it comes into quarantine.
local hash = require "rspamd_cryptobox_hash"

local settings = rspamd_config:get_all_opt('quarantine') or {}

local held = {}

-- People sign in with the address of their mailbox; the proof of an operator, a login name too, is no address.
function held.is_own(task)
  local user = task:get_user()
  return user ~= nil and user:find('@', 1, true) ~= nil
end

function held.sha256(content)
  return hash.create_specific('sha256', content):hex()
end

-- The verdict. Without words where it is "quarantine": with them, Rspamd 3.12 would not ask for that but deliver (rspamd issue 6088).
function held.decided(task, module, action, words)
  task:set_pre_result({ action = action, module = module, message = words })
end

-- What was found, for whoever decides about the message: what, SHA-256, sender, recipients, one a line. Not where it cannot be
-- written; then nobody could tell why the message is held.
function held.noted(task, what, sha256)
  local id = task:get_queue_id()
  if not id or not id:match('^%w+$') then
    return false
  end
  local sender = (task:get_from('smtp') or {})[1]
  local lines = { what, sha256, sender and sender.addr or '' }
  for _, recipient in ipairs(task:get_recipients('smtp') or {}) do
    lines[#lines + 1] = recipient.addr
  end
  local path = settings.found .. '/' .. id
  local file = io.open(path .. '.new', 'w')
  if not file then
    return false
  end
  local written = file:write(table.concat(lines, '\n'), '\n')
  return file:close() and written and os.rename(path .. '.new', path) or false
end

return held
