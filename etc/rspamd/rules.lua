-- The rules of our filter, all of them. Each refuses by name, with words that the sender reads and the trace keeps; the word in
-- brackets at their end is the stable cause.
require "global_functions"()
config['regexp'] = {}
rspamd_maps = {}

local endings = {}
for line in io.lines('@VM_CONF@/rspamd/attachments.txt') do
  local ending = line:match('^(%w+)%s*$')
  if ending then
    endings[ending:lower()] = true
  end
end

-- Programs attached to a message: the names that mail programs start at a click.
rspamd_config:register_symbol({
  name = 'PROGRAM_ATTACHED',
  type = 'prefilter',
  score = 0.0,
  callback = function(task)
    for _, part in ipairs(task:get_parts() or {}) do
      local ending = (part:get_filename() or ''):match('%.(%w+)[%s%.]*$')
      if ending and endings[ending:lower()] then
        task:insert_result('PROGRAM_ATTACHED', 1.0, ending:lower())
        task:set_pre_result({
          action = 'reject',
          module = 'vaguemestre',
          message = 'MSSante: piece jointe executable (.' .. ending:lower()
              .. ') refusee / executable attachment refused (program-attached)',
        })
        return
      end
    end
  end,
})

-- Whom the reader sees as the author is who the envelope names, of whom the white list and sign-in were asked: the same domain in
-- mail of other operators, the very address in mail of our own people. The null sender of other operators names nobody: notices
-- come from machines. In a notice of our own people, as of a reading, the author is who signed in.
local function addresses(found)
  local all = {}
  for _, address in ipairs(found or {}) do
    if address.addr and address.addr ~= '' then
      all[#all + 1] = address.addr:lower()
    end
  end
  return all
end

local function domain(address)
  return address:match('@([^@]*)$')
end

-- People sign in with the address of their mailbox. The mail edge hands on its proof of an operator as a login name, and that is
-- no address.
local function mailbox(task)
  local user = task:get_user()
  return user and user:find('@', 1, true) and user:lower() or nil
end

local function is_author(task)
  local own = mailbox(task)
  local sender = addresses(task:get_from('smtp'))[1]
  if not own and not sender then
    return true
  end
  local authors = addresses(task:get_from('mime'))
  if #authors == 0 or #(task:get_header_full('From') or {}) ~= 1 then
    return false
  end
  for _, author in ipairs(authors) do
    if own and author ~= own or not own and domain(author) ~= domain(sender) then
      return false
    end
  end
  return true
end

rspamd_config:register_symbol({
  name = 'NOT_THE_AUTHOR',
  type = 'prefilter',
  score = 0.0,
  callback = function(task)
    if not is_author(task) then
      task:insert_result('NOT_THE_AUTHOR', 1.0)
      task:set_pre_result({
        action = 'reject',
        module = 'vaguemestre',
        message = 'MSSante: le champ From ne nomme pas l\'expediteur / From does not name the sender (not-the-author)',
      })
    end
  end,
})
